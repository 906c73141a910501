# shellcheck shell=bash
# Sourced by the scripts beside it: the system packages and the .venv that they run on.
# It must run in the bash 3.2 of macOS, and it speaks on stderr only, so that a command's output stays its own.

unset CDPATH # with which cd may go elsewhere, and prints where
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
log=''
link=''
assume_yes=''
wanted_python=''
stopped=130 # the exit status of a program that was asked to stop

# pycairo and ManimPango have no wheels for Linux: pip builds them, with the first six.
# PYTHON is the name of the interpreter found, python3 or python3.12 say; MB is what a bare Debian 13 grows by.
packages="
need       | MB  | apt                           | dnf                | pacman  | brew
venv       | 30  | PYTHON-venv                   | PYTHON             | python  | python
headers    | 65  | PYTHON-dev                    | PYTHON-devel       | python  | python
compiler   | 190 | gcc libc6-dev                 | gcc glibc-devel    | gcc     | gcc
pkg-config | 1   | pkg-config                    | pkgconf-pkg-config | pkgconf | pkgconf
cairo      | 65  | libcairo2-dev                 | cairo-devel        | cairo   | cairo
pango      | 115 | libpango1.0-dev               | pango-devel        | pango   | pango
qt         | 220 | libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libwayland-client0 libwayland-cursor0 libwayland-egl1 fonts-dejavu-core | mesa-libEGL mesa-libGL libxkbcommon libxkbcommon-x11 dbus-libs fontconfig libX11-xcb xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil libxcb libwayland-client libwayland-cursor libwayland-egl dejavu-sans-fonts | libglvnd libxkbcommon libxkbcommon-x11 dbus fontconfig libx11 xcb-util-cursor xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil libxcb wayland ttf-dejavu | fontconfig
latex      | 480 | texlive-latex-extra           | texlive-standalone texlive-preview texlive-babel-english texlive-collection-latex texlive-collection-fontsrecommended | texlive-latexextra texlive-fontsrecommended | texlive
dvisvgm    | 5   | dvisvgm                       | texlive-dvisvgm    | texlive-bin | texlive
bubblewrap | 1   | bubblewrap                    | bubblewrap         | bubblewrap |
"
python_packages_mb=850

say() { printf 'manim-nodes: %s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

# read_options "$@": those for the set-up, which come first; shift by option_count leaves the rest.
read_options() {
    option_count=0
    while [[ $# -gt 0 ]]; do
        case $1 in
            --yes)
                assume_yes=yes
                option_count=$((option_count + 1))
                shift
                ;;
            --python)
                if [[ $# -lt 2 ]]; then fail '--python needs a version, such as 3.13, or the path of a Python.'; fi
                wanted_python=$2
                option_count=$((option_count + 2))
                shift 2
                ;;
            *) return ;;
        esac
    done
}

# prepare run|test: make .venv hold what running, or testing, needs; at once when it already does.
prepare() {
    local status=0
    if [[ -n $wanted_python ]]; then
        find_python
        venv=$root/.venv-$(python_version)
    fi
    if [[ -L $venv ]]; then
        use_linked_venv "$1"
        return
    fi
    if is_ready "$1"; then return; fi
    (set_up "$1") || status=$?
    if [[ $status == 0 ]]; then return; fi
    if [[ $status == "$stopped" ]] || ! loads "$1"; then exit "$status"; fi
    export PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH} # the packages may be those of a folder that was since moved
    say 'goes on with the Python packages that are there: they may be older than this version asks for, but load.'
}

# What it links to is somebody else's: nothing is installed there, and nothing removed.
use_linked_venv() {
    export PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH}
    loads "$1" || fail "cannot run on $(readlink "$venv"), which $venv links to. Remove the link, then run this again."
}

loads() {
    local modules='manim_nodes.cli.main, manim, manimpango, PySide6, NodeGraphQt'
    if [[ $1 == test ]]; then modules="$modules, pytest, pytestqt, xdist"; fi
    (cd "$root" && "$venv/bin/python" -W ignore -c "import $modules") >/dev/null 2>&1
}

# Run by a shell of its own, which a failure ends. "set -e" does not hold there: each step says what is to follow.
set_up() {
    local needs
    log=$(mktemp "${TMPDIR:-/tmp}/manim-nodes-set-up.XXXXXX") || fail 'cannot write a temporary file. Is the disk full?'
    trap leave EXIT
    if [[ -z $wanted_python ]]; then find_python; fi
    if [[ ! -w $root ]]; then
        fail "cannot write to $root. Copy the folder to a place of your own, and run it there."
    fi
    needs=$(missing_needs "$1")
    announce "$needs"
    install_system_packages "$needs"
    make_venv
    install_python_packages "$1"
    rm -rf "$log" "$venv-before"
}

# What was there before a set-up that failed is put back, and a log in which nothing is, is removed.
leave() {
    if [[ ! -s $log ]]; then rm -f "$log"; fi
    if [[ -n $link ]]; then rm -rf "$link"; fi
    if [[ -d $venv-before ]]; then
        rm -rf "$venv"
        mv "$venv-before" "$venv"
    fi
}

is_ready() {
    [[ -f $venv/.ready-$1 && $(<"$venv/.ready-$1") == "$(fingerprint)" ]]
}

# What is asked for, and what is there: a package that was lost, or was half installed, is noticed.
fingerprint() {
    {
        if has_qt_libraries; then echo "$qt_libraries"; fi
        printf '%s\n' "$root"
        readlink -f "$venv/bin/python"
        cat "$root/pyproject.toml" "$root/constraints.txt" "$root/script/setup.sh"
        LC_ALL=C ls "$venv/bin" "$venv"/lib/python3.*/site-packages # in one order, whatever the language is
    } 2>/dev/null | grep -v __pycache__ | cksum
}

pythons='python3.14 python3.13 python3.12 python3.11'

find_python() {
    local candidates="python3 $pythons"
    case $wanted_python in
        '') ;;
        [0-9]*) candidates=python$wanted_python ;;
        *) candidates=$wanted_python ;;
    esac
    # where uv puts the Pythons that it installs
    PATH=$PATH:${HOME-}/.local/bin
    for python in $candidates; do
        if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
            return
        fi
    done
    fail "needs Python 3.11, 3.12, 3.13 or 3.14, and finds none (looked for: $candidates). Get one with this line, then run this again:
  $(python_command)"
}

python_version() { "$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

# The line that gets a Python: of the system where it has one that is new enough, else uv's.
python_command() {
    local manager name names=$pythons
    manager=$(package_manager) || manager=none
    case $wanted_python in 3.1[1-4]) names=python$wanted_python ;; esac
    case $manager in
        apt | dnf)
            # a system that has never fetched its lists offers nothing: it gets its own
            if ! offers "$manager" python3; then names=python3; fi
            for name in $names; do
                if [[ $name == python3 ]] || offers "$manager" "$name"; then
                    install_line "$manager" "$(package_names "$manager" venv "$name")"
                    return
                fi
            done
            ;;
        pacman) if [[ -z $wanted_python ]]; then install_line pacman python && return; fi ;;
        brew)
            install_line brew "python@${wanted_python:-3.13}"
            return
            ;;
    esac
    echo "curl -LsSf https://astral.sh/uv/install.sh | sh && ~/.local/bin/uv python install ${wanted_python:-3.13}"
}

# offers MANAGER PACKAGE
offers() {
    case $1 in
        apt) apt-cache show "$2-venv" ;;
        dnf) dnf list "$2" ;;
    esac >/dev/null 2>&1 </dev/null
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

# What PySide6's own libraries are linked with, for X11 and for Wayland; macOS has all of it.
qt_libraries="libEGL.so.1 libGL.so.1 libxkbcommon-x11.so.0 libdbus-1.so.3 libfontconfig.so.1 libX11-xcb.so.1
libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-image.so.0 libxcb-keysyms.so.1 libxcb-randr.so.0 libxcb-render-util.so.0
libxcb-shape.so.0 libxcb-xkb.so.1 libwayland-client.so.0 libwayland-cursor.so.0 libwayland-egl.so.1"

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

# announce NEEDS: what is going to be installed, how much it is and how long it takes.
announce() {
    local system=''
    if [[ -n $1 ]]; then system=", and about $(megabytes "$1") MB of packages of your system: ${1//$'\n'/, }"; fi
    if [[ -d $venv ]]; then
        say "brings what it runs on up to date${system}."
        return
    fi
    say "sets up what it runs on: about $python_packages_mb MB of Python packages in ${venv}${system}."
    say 'This takes two to ten minutes, most of them for the download.'
}

# megabytes NEEDS: by which they make the system grow
megabytes() {
    local sum=0 need size
    while IFS=' |' read -r need size _; do
        if [[ $'\n'$1$'\n' == *$'\n'$need$'\n'* ]]; then sum=$((sum + size)); fi
    done <<<"$packages"
    echo "$sum"
}

# install_system_packages NEEDS: nothing for no needs; after a yes, --yes, or where nobody can be asked.
install_system_packages() {
    local manager line
    if [[ -z $1 ]]; then return; fi
    manager=$(package_manager) ||
        fail "needs ${1//$'\n'/, }, and knows only apt, dnf, pacman and brew. Install them, then run this again."
    line=$(install_line "$manager" "$(package_names "$manager" "$1" "$(package_of_python)")")
    if [[ $manager != brew && $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
        fail "needs packages that only root can install, and there is no sudo. Install them with this line, then run this again:
  $line"
    fi
    say "installs them with: $line"
    ask
    if [[ $line == sudo* ]]; then
        if [[ -t 0 ]]; then
            sudo -v || fail 'stopped; nothing was installed.' # asks for the password before the log takes all output
        else
            line=${line//sudo /sudo -n }
        fi
    fi
    follow 'installs packages of your system' bash -c "$line" || fail_with_log "$(cause "$manager") The command was:
  $line"
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

# Debian's and Fedora's packages are named as the interpreter is; one found by its path is named by its version.
package_of_python() {
    case ${python##*/} in
        python3 | python3.*) echo "${python##*/}" ;;
        *) echo "python$(python_version)" ;;
    esac
}

# package_names MANAGER NEEDS PYTHON: in one line, each once.
package_names() {
    local need apt dnf pacman brew names name seen=' '
    while IFS='|' read -r need _ apt dnf pacman brew; do
        need=${need// /}
        case $1 in apt) names=$apt ;; dnf) names=$dnf ;; pacman) names=$pacman ;; brew) names=$brew ;; esac
        if [[ -z $need || $'\n'$2$'\n' != *$'\n'$need$'\n'* ]]; then continue; fi
        for name in ${names//PYTHON/$3}; do
            if [[ $seen != *" $name "* ]]; then seen="$seen$name "; fi
        done
    done <<<"$packages"
    seen=${seen# }
    echo "${seen% }"
}

# install_line MANAGER NAMES: what can be pasted as it is: with sudo, as root without, and by su where there is no sudo.
install_line() {
    local sudo='' line
    if [[ $1 != brew && $(id -u) != 0 ]] && command -v sudo >/dev/null; then sudo='sudo '; fi
    case $1 in
        apt) line="${sudo}apt-get update && ${sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $2" ;;
        dnf) line="${sudo}dnf install -y --setopt=install_weak_deps=False $2" ;;
        # without -y, which would bring lists up to date but not what is installed, and break it
        pacman) line="${sudo}pacman -S --needed --noconfirm $2" ;;
        brew) line="brew install $2" ;;
    esac
    if [[ $1 != brew && $(id -u) != 0 && -z $sudo ]]; then line="su - -c '$line'"; fi
    echo "$line"
}

ask() {
    local answer=''
    if [[ -n $assume_yes ]] || ! [[ -t 0 ]]; then return; fi
    read -r -p 'manim-nodes: go on? [Y/n] ' answer || answer=n
    if [[ $answer == [nN]* ]]; then
        say 'stopped; nothing was installed.'
        rm -f "$log"
        exit "$stopped"
    fi
}

# follow WORDS COMMAND...: run it with all that it prints in the log, and on a terminal show that it goes on.
follow() {
    local words=$1 clock='' status=0
    shift
    say "$words"
    printf '\n$ %s\n' "$*" >>"$log"
    if [[ -t 2 ]]; then
        show_time &
        clock=$!
    fi
    LC_ALL=C "$@" >>"$log" 2>&1 </dev/null || status=$? # in English, in which the cause is looked for
    if [[ -n $clock ]]; then
        kill "$clock" 2>/dev/null
        wait "$clock" 2>/dev/null
        printf '\r\033[K' >&2
    fi
    if [[ $status == "$stopped" ]]; then exit "$stopped"; fi
    return "$status"
}

# Until it is ended, also by the end of the shell that waits.
show_time() {
    local seconds=0 parent=$$
    while sleep 1 && kill -0 "$parent" 2>/dev/null; do
        seconds=$((seconds + 1))
        printf '\r  %d:%02d ' $((seconds / 60)) $((seconds % 60)) >&2
    done
}

# cause MANAGER: why a step failed, in words where its log tells.
cause() {
    if grep -qE 'Could not resolve|name resolution|NameResolutionError|nodename nor servname|Network is unreachable|NewConnectionError|Failed to establish a new connection|Connection (refused|timed out)|ConnectTimeout|Unable to connect|Cannot connect to proxy' "$log"; then
        echo 'There is no connection to where the packages are: is this machine offline? Connect it, then run this again.'
    elif grep -qE 'No space left on device|not enough free space' "$log"; then
        echo 'The disk is full.'
    elif [[ $1 == pacman ]]; then
        echo "They could not be installed; if it found no such file, bring the system up to date first: pacman -Syu."
    else
        echo 'They could not be installed.'
    fi
}

fail_with_log() {
    say "$1"
    case $1 in
        *offline* | *'disk is full'*) ;;
        *) if ! [[ -t 2 ]]; then tail -n 30 "$log" >&2; fi ;; # where nobody can open the log later, as on a server
    esac
    fail "All that was printed is in $log"
}

make_venv() {
    # a .venv of a Python that is gone, or of a folder since moved, is made anew
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1 && grep -qF -- "-m venv $venv" "$venv/pyvenv.cfg"; then return; fi
    if [[ $venv == *:* ]]; then fail "cannot run in $root: Python allows no colon in the path. Rename the folder, then run this again."; fi
    if [[ -d $venv-before ]]; then
        rm -rf "$venv" # half made by a set-up that was killed: what was there before it is kept
    elif [[ -d $venv ]]; then
        mv "$venv" "$venv-before"
    fi
    follow "makes ${venv##*/} with $("$python" --version)" "$python" -m venv "$venv" ||
        fail_with_log "$venv could not be made."
}

# The stamps are as they were until all is installed: what was ready before stays so where pip changed nothing.
install_python_packages() {
    local name damaged=() names='' wanted=(-e "${root}[app]")
    if [[ $1 == test ]]; then wanted+=(--group "$root/pyproject.toml:dev" --group "$root/pyproject.toml:gui"); fi
    # what came with Python may be too old to know --build-constraint
    pip 'brings pip up to date' pip
    # by a link: Meson, which builds them, takes no quote or backslash in the path of Python
    link=$(mktemp -d "${TMPDIR:-/tmp}/manim-nodes-build.XXXXXX") && ln -s "$venv" "$link/venv" ||
        fail 'cannot write a temporary file. Is the disk full?'
    venv=$link/venv pip 'builds pycairo and ManimPango' pycairo manimpango
    rm -rf "$link"
    pip 'downloads and installs manim, Qt and what they need' "${wanted[@]}"
    while read -r name; do
        names="$names $name"
        if [[ $name == manim-nodes ]]; then damaged+=(-e "$root"); else damaged+=("$name"); fi
    done < <("$venv/bin/python" "$root/script/damaged_packages.py")
    if [[ ${#damaged[@]} != 0 ]]; then
        pip "mends packages that have lost files:$names" --force-reinstall --no-deps "${damaged[@]}"
    fi
    fingerprint >"$venv/.ready-run"
    if [[ $1 == test ]]; then fingerprint >"$venv/.ready-test"; fi
    say 'is ready'
}

# pip WORDS ARGUMENTS...
pip() {
    local words=$1 constraints=(-c "$root/constraints.txt")
    shift
    if [[ $1 != pip ]]; then constraints+=(--build-constraint "$root/constraints.txt"); fi
    PIP_USER=0 follow "$words" "$venv/bin/python" -m pip install --disable-pip-version-check --progress-bar off \
        --retries 2 "${constraints[@]}" "$@" || fail_with_log "$(cause pip)"
}
