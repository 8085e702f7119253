"""Trouble at random, seeded and repeatable: `make chaos`. Its short forms run with every other test."""
