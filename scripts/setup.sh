#!/bin/sh
# Makes .venv with exactly what the lock files say and the program itself, editable. Does nothing, in milliseconds,
# when that is already so: the stamp is a sum of what decides it (contents, not times, which git changes; and this
# directory's path, which the scripts in .venv/bin contain).
set -eu
cd "$(dirname "$0")/.."
stamp=.venv/.otklik-setup
wanted=$({ pwd && cat pyproject.toml requirements.lock requirements-dev.lock requirements-uv.lock; } | cksum)

say() { printf '%s\n' "$*" >&2; }

# The version if it is one we run on, else nothing. Asked by running it: a pyenv shim may exist and yet fail.
suitable() {
    "$1" -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v < (3, 14) and print("%d.%d" % v)' 2>/dev/null || true
}

find_python() {
    seen=
    for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if [ -z "$(suitable "$python")" ]; then
            found=$("$python" --version 2>/dev/null) && seen="${seen:+$seen, }$found ($python)" || true
        elif "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$python"
            return
        else
            found=$(suitable "$python")
            seen="${seen:+$seen, }Python $found without its venv module (Debian, Ubuntu: apt install python$found-venv)"
        fi
    done
    say "Otklik needs Python 3.11, 3.12 or 3.13 with venv; found ${seen:-none}." \
        "Install it (Debian, Ubuntu: apt install python3 python3-venv) or say where one is: make PYTHON=/path/to/python3.12"
    exit 1
}

if [ -n "$(suitable .venv/bin/python)" ]; then
    [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || exit 0
else
    python=$(find_python)
    say "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
fi
rm -f "$stamp"

# uv does not read pip's settings; the mirror and the certificates that pip is told to use are meant for it as well.
pip_setting() { .venv/bin/python -m pip config list 2>/dev/null | sed -nE "s/^(global|install|:env:)\.$1='(.*)'\$/\2/p" | tail -n 1; }
index=${UV_DEFAULT_INDEX:-$(pip_setting index-url)}
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
certificates=${SSL_CERT_FILE:-$(pip_setting cert)}
[ -z "$certificates" ] || export SSL_CERT_FILE="$certificates"
export VIRTUAL_ENV="$PWD/.venv" UV_PYTHON_DOWNLOADS=never

say "Installing uv …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-uv.lock
say "Installing the locked packages (about 150 MB the first time) …"
.venv/bin/uv pip install --require-hashes -r requirements.lock -r requirements-dev.lock
say "Installing Otklik itself …"
# Without isolation: the build uses the locked hatchling and asks no network for another.
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
printf '%s\n' "$wanted" >"$stamp"
say "Ready."
