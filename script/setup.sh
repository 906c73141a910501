# shellcheck shell=bash
# Sourced by the scripts beside it: the system packages and the .venv that they run on.
# It must run in the bash 3.2 of macOS, and it speaks on stderr only, so that a command's output stays its own.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
assume_yes=${assume_yes-}

# pycairo and ManimPango have no wheels for Linux: pip builds them, with the first six.
# PYTHON is the name of the interpreter found, python3 or python3.12 say.
packages="
need       | apt                           | dnf                | pacman  | brew
venv       | PYTHON-venv                   | PYTHON             | python  | python
headers    | PYTHON-dev                    | PYTHON-devel       | python  | python
compiler   | gcc libc6-dev                 | gcc glibc-devel    | gcc     | gcc
pkg-config | pkg-config                    | pkgconf-pkg-config | pkgconf | pkgconf
cairo      | libcairo2-dev                 | cairo-devel        | cairo   | cairo
pango      | libpango1.0-dev               | pango-devel        | pango   | pango
qt         | libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 fonts-dejavu-core | mesa-libEGL mesa-libGL libxkbcommon libxkbcommon-x11 dbus-libs fontconfig libX11-xcb xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil libxcb dejavu-sans-fonts | libglvnd libxkbcommon libxkbcommon-x11 dbus fontconfig libx11 xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil libxcb ttf-dejavu | fontconfig
latex      | texlive-latex-extra           | texlive-standalone texlive-preview texlive-babel-english texlive-collection-latex texlive-collection-fontsrecommended | texlive-latexextra texlive-fontsrecommended | texlive
dvisvgm    | dvisvgm                       | texlive-dvisvgm    | texlive-bin | texlive
bubblewrap | bubblewrap                    | bubblewrap         | bubblewrap |
"

say() { printf 'manim-nodes: %s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

# prepare run|test: make .venv hold what running, or testing, needs; at once when it already does.
prepare() {
    if is_ready "$1"; then return; fi
    find_python
    install_system_packages "$(missing_needs "$1")"
    make_venv
    install_python_packages "$1"
}

is_ready() {
    [[ -f $venv/.ready-$1 && $(<"$venv/.ready-$1") == "$(fingerprint)" ]]
}

fingerprint() {
    {
        printf '%s\n' "$root"
        readlink -f "$venv/bin/python"
        cat "$root/pyproject.toml" "$root/constraints.txt" "$root/script/setup.sh"
    } | cksum
}

find_python() {
    for python in python3 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            return
        fi
    done
    fail 'needs Python 3.11, 3.12 or 3.13, and none is on PATH. Install one, then run this again.'
}

# missing_needs run|test: the rows of the table that this machine lacks, one a line.
missing_needs() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo venv
    "$python" -c "$has_headers" 2>/dev/null || echo headers
    compiles || echo compiler
    pkg-config --version >/dev/null 2>&1 || echo pkg-config
    pkg-config --exists 'cairo >= 1.15.10' 2>/dev/null || echo cairo
    pkg-config --exists pangocairo fontconfig harfbuzz 2>/dev/null || echo pango
    has_qt_libraries || echo qt
    if [[ $1 == test ]]; then
        has_latex || echo latex
        dvisvgm --version >/dev/null 2>&1 || echo dvisvgm
        has_bubblewrap || echo bubblewrap
    fi
}

has_headers='import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("include"), "Python.h").stat()'

# Extensions are built with the compiler that Python itself was built with.
compiles() {
    local compiler
    compiler=$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("CC").split()[0])')
    "$compiler" -E -x c - <<<'#include <stdio.h>' >/dev/null 2>&1
}

# What PySide6's own libraries are linked with; macOS has all of it.
qt_libraries="libEGL.so.1 libGL.so.1 libxkbcommon-x11.so.0 libdbus-1.so.3 libfontconfig.so.1 libX11-xcb.so.1
libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1 libxcb-randr.so.0 libxcb-render-util.so.0
libxcb-shape.so.0 libxcb-xkb.so.1"

has_qt_libraries() {
    local ldconfig known library
    ldconfig=$(PATH=$PATH:/sbin:/usr/sbin command -v ldconfig) || return 0
    known=$("$ldconfig" -p)
    for library in $qt_libraries; do
        if [[ $known != *"$library"* ]]; then return 1; fi
    done
}

has_latex() {
    local file
    latex --version >/dev/null 2>&1 || return
    for file in standalone.cls preview.sty amssymb.sty english.ldf; do
        kpsewhich "$file" >/dev/null || return
    done
}

# macOS has none; renders are confined by it where it is, and by the kernel alone where it is not.
has_bubblewrap() {
    [[ $(uname) != Linux ]] || bwrap --version >/dev/null 2>&1
}

# install_system_packages NEEDS: nothing for no needs; sudo only after a yes, --yes, or where nobody can be asked.
install_system_packages() {
    local manager names sudo='' command
    if [[ -z $1 ]]; then return; fi
    manager=$(package_manager) ||
        fail "needs ${1//$'\n'/, }, and knows only apt, dnf, pacman and brew. Install them, then run this again."
    names=$(package_names "$manager" "$1")
    say "installs with $manager: $names"
    if [[ $manager != brew && $(id -u) != 0 ]]; then
        command -v sudo >/dev/null || fail "needs root for that, and there is no sudo. Install them as root, then run this again."
        ask_for_sudo
        sudo=sudo
        if ! [[ -t 0 ]]; then sudo='sudo -n'; fi
    fi
    command="$(install_command "$manager") $names"
    $sudo sh -c "$command" >&2 </dev/null || fail "could not install them. The command was: $sudo $command"
}

package_manager() {
    local manager
    for manager in apt dnf pacman brew; do
        if command -v "${manager/apt/apt-get}" >/dev/null; then
            echo "$manager"
            return
        fi
    done
    return 1
}

# package_names MANAGER NEEDS
package_names() {
    awk -F'|' -v manager="$1" -v needs="$2" -v python="${python##*/}" '
        BEGIN { count = split(needs, list, "\n"); for (i = 1; i <= count; i++) wanted[list[i]] }
        $1 ~ /^need / { for (i = 2; i <= NF; i++) { gsub(/ /, "", $i); if ($i == manager) column = i } next }
        { name = $1; gsub(/ /, "", name) }
        NF && name in wanted { gsub(/PYTHON/, python, $column); print $column }
    ' <<<"$packages" | tr -s ' ' '\n' | awk 'NF && !seen[$0]++' | paste -sd ' ' -
}

ask_for_sudo() {
    local answer
    if [[ -n $assume_yes ]] || ! [[ -t 0 ]]; then return; fi
    read -r -p 'manim-nodes: go on, with sudo? [Y/n] ' answer
    if [[ $answer == [nN]* ]]; then fail 'stopped; nothing was installed.'; fi
}

install_command() {
    case $1 in
        apt)
            echo 'export DEBIAN_FRONTEND=noninteractive; apt-get update -qq;' \
                'apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300'
            ;;
        dnf) echo 'dnf install -y -q --setopt=install_weak_deps=False' ;;
        pacman) echo 'pacman -Sy --needed --noconfirm' ;;
        brew) echo 'brew install --quiet' ;;
    esac
}

make_venv() {
    # a .venv of a Python that is gone, or of a folder since moved, is made anew
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1 && grep -qF "$venv" "$venv/bin/activate"; then return; fi
    say "makes .venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
}

install_python_packages() {
    local pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c "$root/constraints.txt")
    local wanted=(-e "$root[app]")
    if [[ $1 == test ]]; then wanted+=(--group "$root/pyproject.toml:dev" --group "$root/pyproject.toml:gui"); fi
    say 'installs the Python packages of constraints.txt; the first time this takes a few minutes'
    rm -f "$venv"/.ready-*
    "${pip[@]}" pip # what came with Python may be too old to know --build-constraint
    "${pip[@]}" --build-constraint "$root/constraints.txt" "${wanted[@]}"
    fingerprint >"$venv/.ready-run"
    if [[ $1 == test ]]; then fingerprint >"$venv/.ready-test"; fi
}
