"""`otklik run | demo | check | migrate | report`, or `python -m bot`: the commands are in `bot/cli.py`."""

from bot.cli import main

if __name__ == "__main__":
    main()
