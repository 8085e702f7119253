"""How long things take on much data: `make bench`. Nothing here is a test: the machine decides."""
