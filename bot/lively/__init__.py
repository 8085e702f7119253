"""Four lively weeks to look at: a history that never was, written as the desk itself would have written it."""
