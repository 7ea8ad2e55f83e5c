# Sourced by ./tidewaiter: builds the distribution into dist/target (progress on stderr), then trains the AOT caches.

build_distribution() {
    find_maven
    echo "tidewaiter: building (the first time this resolves dependencies and takes a few minutes)…" >&2
    build_log=$home/dist/target/build.log
    mkdir -p "$home/dist/target"
    build_started=$home/dist/target/.build-started
    : >"$build_started"
    # A library of another version must not stay on the class path.
    rm -rf "$home/catalog/target/lib" "$home/cli/target/lib" "$home/dist/target/lib"
    if ! (cd "$home" && mvn -B -q -T2 -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmdep.analyze.skip=true \
        -pl dist -am package) >"$build_log" 2>&1; then
        echo "tidewaiter: the build failed; the end of $build_log:" >&2
        tail -n 30 "$build_log" >&2
        return 1
    fi
    build_plain
    build_one cell "$(build_classpath "$home/catalog/target")"
    build_one scan "$(build_classpath "$home/cli/target")"
    build_classpath "$home/dist/target" >"$home/dist/target/service.classpath"
    build_natives
    rm -f "$home/dist/target/cell.aot" "$home/dist/target/scan.aot" "$home/dist/target/service.aot"
    build_samples "$home/dist/target/samples"
    build_train scan cell io.tidewaiter.cli.Main train --cell "$home/dist/target/cell.aot" "$home/dist/target/samples"
    build_train scan scan io.tidewaiter.cli.Main train "$home/dist/target/samples"
    # What a service's spare cells rehearse with.
    mv "$home/dist/target/samples/layer.tar.gz" "$home/dist/target/cell.sample" 2>>"$build_log" || rm -f "$home/dist/target/cell.sample"
    rm -rf "$home/dist/target/samples"
    build_train service service io.tidewaiter.dist.ServiceMain demo --exit
    printf '%s\n' "$JAVA_HOME" >"$home/dist/target/jdk"
    mv "$build_started" "$home/dist/target/built"
    echo "tidewaiter: built." >&2
}

# Our jars again, without the call sites that a start-up cache does not keep (ADR 12); where that fails, as they are.
build_plain() {
    rm -rf "$home/dist/target/plain"
    if ! "$JAVA_HOME/bin/java" -cp "$home/dist/target/classes:$home/dist/target/lib/*" \
        io.tidewaiter.dist.plain.PlainCode "$home/dist/target/plain" \
        "$home"/dist/target/tidewaiter-*.jar "$home"/dist/target/lib/tidewaiter-*.jar >>"$build_log" 2>&1; then
        echo "tidewaiter: the code could not be made plain (see $build_log); it starts more slowly." >&2
        rm -rf "$home/dist/target/plain"
    fi
}

# The module's own jar and its libraries, in a stable order: an AOT cache holds only for the very same class path.
build_classpath() { # $1: a module's target folder
    build_path=
    for build_jar in "$1"/tidewaiter-*.jar "$1"/lib/*.jar; do
        build_made=$home/dist/target/plain/${build_jar##*/}
        [ -f "$build_made" ] && build_jar=$build_made
        build_path=$build_path:$build_jar
    done
    printf '%s\n' "${build_path#:}"
}

# One jar of a class path, for the processes of a scan: each jar costs its start a millisecond (ADR 14).
build_one() { # $1: its name, $2: the class path
    rm -f "$home/dist/target/$1.jar"
    build_path=$home/dist/target/$1.jar
    # A class path holds no colon within a name; names may hold spaces.
    if ! (
        IFS=:
        set -f
        exec "$JAVA_HOME/bin/java" -cp "$home/dist/target/classes" io.tidewaiter.dist.plain.OneJar "$build_path" $2
    ) >>"$build_log" 2>&1; then
        echo "tidewaiter: $1.jar could not be made (see $build_log); it starts more slowly." >&2
        rm -f "$build_path"
        build_path=$2
    fi
    printf '%s\n' "$build_path" >"$home/dist/target/$1.classpath"
}

# Their users would unpack these libraries to temporary files at every start.
build_natives() {
    rm -f "$home/dist/target"/lib*.so
    case $(uname -s)-$(uname -m) in
        Linux-x86_64 | Linux-amd64)
            build_native 'zstd-jni-*.jar' 'linux/amd64/libzstd-jni-*.so' libzstd-jni.so
            build_native 'jffi-*-native.jar' 'jni/x86_64-Linux/libjffi-*.so' libjffi-1.2.so
            ;;
        Linux-aarch64 | Linux-arm64)
            build_native 'zstd-jni-*.jar' 'linux/aarch64/libzstd-jni-*.so' libzstd-jni.so
            build_native 'jffi-*-native.jar' 'jni/aarch64-Linux/libjffi-*.so' libjffi-1.2.so
            ;;
    esac
}

build_native() { # $1: the jar, $2: the library in it, $3: its name in dist/target
    build_unpacked=$home/dist/target/unpacked
    rm -rf "$build_unpacked"
    mkdir "$build_unpacked"
    for build_jar in "$home"/cli/target/lib/$1; do
        (cd "$build_unpacked" && "$JAVA_HOME/bin/jar" xf "$build_jar" "${2%/*}")
    done
    mv "$build_unpacked"/$2 "$home/dist/target/$3"
    rm -rf "$build_unpacked"
}

# In a process of its own: a start-up cache loads whatever its training loaded, at every start.
build_samples() { # $1: the folder
    rm -rf "$1"
    IFS= read -r build_path <"$home/dist/target/scan.classpath"
    "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -cp "$build_path" io.tidewaiter.cli.Main train --make "$1" >>"$build_log" 2>&1 ||
        echo "tidewaiter: the samples for the start-up caches could not be made (see $build_log)." >&2
}

# A failed training costs start-up time and nothing else, so it is told and not fatal.
build_train() { # $1: class path, $2: cache, $3: main class, then its arguments
    IFS= read -r build_path <"$home/dist/target/$1.classpath"
    IFS= read -r build_cell_path <"$home/dist/target/cell.classpath"
    build_cache=$home/dist/target/$2.aot
    build_record=-XX:AOTCacheOutput=$build_cache
    # A scan is over before the compilation that recorded profiles would trigger has paid (ADR 10).
    build_profiles=
    [ "$2" = scan ] && build_profiles='-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -Djdk.reflect.useNativeAccessorOnly=true -Dpicocli.disable.closures=true'
    [ "$2" = cell ] && build_record=-Dtidewaiter.training=cell
    build_zstd_path=-Dtidewaiter.training=true
    [ -r "$home/dist/target/libzstd-jni.so" ] && build_zstd_path=-DZstdNativePath=$home/dist/target/libzstd-jni.so
    build_calls=-Dtidewaiter.training=true
    [ -r "$home/dist/target/libjffi-1.2.so" ] && build_calls=-Djffi.boot.library.path=$home/dist/target
    build_main=$3
    shift 3
    if ! "$JAVA_HOME/bin/java" "$build_record" $build_profiles -XX:+UseSerialGC -XX:-UsePerfData \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dslf4j.internal.verbosity=ERROR -Dtidewaiter.home="$home" -Dtidewaiter.cell.classpath="$build_cell_path" \
        "$build_zstd_path" "$build_calls" -cp "$build_path" "$build_main" "$@" >>"$home/dist/target/build.log" 2>&1; then
        echo "tidewaiter: the start-up cache '$build_cache' could not be made (see $home/dist/target/build.log); it runs without." >&2
        rm -f "$build_cache"
    fi
}
