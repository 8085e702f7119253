"""What the desk knows of a customer: given away whole (`export`), or erased for good (`forget`), as old words are.

`registry` says of every column with words what becomes of it, `scope` whose rows they are, `erase` does it, `blanking`
puts on its way what must go from Telegram.
"""
