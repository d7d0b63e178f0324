# Shared by the scripts of this folder; sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A heading in the log, with the time since the start, so that slow steps show.
step() { printf '\n=== %s (%s s)\n' "$*" "$SECONDS"; }

# Installs a Debian package, unless its program is there.
need() {
    local program=$1 package=${2:-$1}
    command -v "$program" >/dev/null && return
    if ! command -v apt-get >/dev/null; then
        echo "$program is not installed, and there is no apt-get to install $package with" >&2
        return 1
    fi
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"
}

# Says that something has not been checked, and remembers it for the end of `.ci/run`.
skipped() {
    echo "skipped: $*"
    [ -z "${SKIPPED:-}" ] || echo "$*" >>"$SKIPPED"
}

has_toolchain() { rustup toolchain list 2>/dev/null | grep -q "^$1"; }

# What the sanitizers run: the runtime's tests and the twins, where all of our unsafe code is.
sanitized_tests=(
    --package visualize-future --lib --tests
    --package visualize-future-tests
    --package visualize-future-tests-snapshots
    --package visualize-future-tests-probe
)
