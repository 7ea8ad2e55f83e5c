# Sourced by ./tidewaiter and ./verify: sets JAVA_HOME to a JDK 25 or newer, or says what to install and exits with 1.
# Looks at JAVA_HOME, then PATH, then the usual places; reads each JDK's "release" file, so that no JVM is started.

jdk_is_usable() { # $1: a JDK's home
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r jdk_line; do
        case $jdk_line in
            'JAVA_VERSION="'*)
                jdk_major=${jdk_line#JAVA_VERSION=\"}
                jdk_major=${jdk_major%%[!0-9]*}
                [ "${jdk_major:-0}" -ge 25 ]
                return
                ;;
        esac
    done <"$1/release"
    return 1
}

find_jdk() { # $1: a file that names the JDK of the build, whose start-up caches hold for no other; it may be missing
    if [ -n "${JAVA_HOME:-}" ] && jdk_is_usable "$JAVA_HOME"; then
        return 0
    fi
    if [ -r "${1:-}" ]; then
        IFS= read -r JAVA_HOME <"$1"
        jdk_is_usable "$JAVA_HOME" && return 0
    fi
    jdk_on_path=$(command -v javac 2>/dev/null) || jdk_on_path=
    if [ -n "$jdk_on_path" ]; then
        jdk_on_path=$(readlink -f "$jdk_on_path" 2>/dev/null || echo "$jdk_on_path")
        JAVA_HOME=${jdk_on_path%/bin/javac}
        jdk_is_usable "$JAVA_HOME" && return 0
    fi
    for JAVA_HOME in /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-/}"/.sdkman/candidates/java/* \
        "${HOME:-/}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        jdk_is_usable "$JAVA_HOME" && return 0
    done
    unset JAVA_HOME
    echo "tidewaiter: no JDK 25 was found in JAVA_HOME, on PATH or in the usual places." >&2
    echo "Install one (for example Eclipse Temurin 25, package temurin-25-jdk, or 'sdk install java 25-tem')" >&2
    echo "and try again, or set JAVA_HOME to it." >&2
    exit 1
}

find_maven() {
    command -v mvn >/dev/null 2>&1 && return 0
    echo "tidewaiter: Maven was not found on PATH. Install it (for example 'apt-get install maven') and try again." >&2
    exit 1
}
