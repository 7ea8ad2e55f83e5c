# Sourced by ./tidewaiter: names of files are UTF-8, also where no locale says so, as in most containers. Without it Java
# cannot name a file with an umlaut, and says question marks.

use_utf8() { # $@: what the command is given
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        '' | C | POSIX) ;;
        C.UTF-8 | C.utf8) return ;;
        *)
            # A locale may be named and not be installed. To ask costs a process: only where a name needs it,
            # or a folder is read that may hold such names.
            case $PWD$home$* in
                *[!\ -~]* | *dir:*) [ "$(locale charmap 2>/dev/null)" != UTF-8 ] || return ;;
                *) return ;;
            esac
            ;;
    esac
    LC_ALL=C.UTF-8
    export LC_ALL
}
