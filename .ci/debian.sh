#!/bin/sh
# Makes sure of Debian packages: sh .ci/debian.sh PACKAGE...
# Installs what is missing where it may, otherwise names it in one line and exits with 2.
set -eu

present() {
    case $1 in
        python3-venv) "${PYTHON:-python3}" -c 'import ensurepip, venv' ;;
        default-jre-headless) java -version ;;
        fonts-noto-cjk) find /usr/share/fonts /usr/local/share/fonts -name 'NotoSerifCJK*' | grep . ;;
        libreoffice-writer-nogui) command -v soffice ;;
        poppler-utils) command -v pdftotext ;;
        nginx | apache2) PATH="$PATH:/usr/sbin" command -v "$1" ;;
        libnginx-mod-*) dpkg -s "$1" ;;
        *) command -v "$1" ;;
    esac >/dev/null 2>&1
}

missing=
for package in "$@"; do
    present "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    # Debian starts servers when it installs them, now and at each start of the machine. The tests
    # start their own; whoever wants Debian's may enable them.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
    fi
    apt-get -qq update
    # shellcheck disable=SC2086
    apt-get -qq install -y --no-install-recommends $missing >/dev/null
    for package in $missing; do
        case $package in
            nginx | apache2) systemctl disable --quiet "$package" 2>/dev/null || : ;;
        esac
    done
else
    echo "缺少软件包，请安装 / Missing packages, install them with: sudo apt-get install$missing" >&2
    exit 2
fi

for package in $missing; do
    present "$package" || {
        echo "已安装 $package，但 ${PYTHON:-本系统} 找不到它 / $package is installed, but ${PYTHON:-this system} does not find it" >&2
        exit 2
    }
done
