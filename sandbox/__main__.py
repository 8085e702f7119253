"""`python -m sandbox`: the world alone; it prints with which settings a desk finds it."""

import argparse
import asyncio
import contextlib
import signal

from sandbox.world import PAGE_PORT, World, seed


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    reader.add_argument("--port", type=int, default=PAGE_PORT, help="of the page; 0 takes any (%(default)s)")
    reader.add_argument("--telegram-port", type=int, default=0, help="of the Bot API server")
    reader.add_argument("--vk-port", type=int, default=0, help="of the VK API server")
    asked = reader.parse_args()
    try:
        asyncio.run(run(asked.port, asked.telegram_port, asked.vk_port))
    except OSError as error:
        raise SystemExit(f"cannot listen: {error.strerror or error}") from None


async def run(page_port: int, telegram_port: int, vk_port: int) -> None:
    world = World()
    await world.start(page_port=page_port, telegram_port=telegram_port, vk_port=vk_port)
    seed(world)
    say(f"The page: {world.url}", "", "For a desk:")
    say(*(f"  export {name}={value}" for name, value in world.settings().items()))
    say("", "Ctrl-C ends it.")
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(each, ended.set)
    await ended.wait()
    await world.stop()


def say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
