# Sourced by ./tidewaiter: builds the distribution into dist/target (progress on stderr), then trains the AOT caches.

build_distribution() {
    find_maven
    echo "tidewaiter: building (the first time this resolves dependencies and takes a few minutes)…" >&2
    build_log=$home/dist/target/build.log
    mkdir -p "$home/dist/target"
    build_started=$home/dist/target/.build-started
    : >"$build_started"
    if ! (cd "$home" && mvn -B -q -T2 -DskipTests -Dspotless.check.skip=true -Dmdep.analyze.skip=true \
        -pl dist -am package) >"$build_log" 2>&1; then
        echo "tidewaiter: the build failed; the end of $build_log:" >&2
        tail -n 30 "$build_log" >&2
        return 1
    fi
    build_classpath "$home/catalog/target" >"$home/dist/target/cell.classpath"
    build_classpath "$home/cli/target" >"$home/dist/target/scan.classpath"
    build_classpath "$home/dist/target" >"$home/dist/target/service.classpath"
    rm -f "$home/dist/target/scan.aot" "$home/dist/target/service.aot"
    build_train scan io.tidewaiter.cli.Main
    mv "$build_started" "$home/dist/target/built"
    echo "tidewaiter: built." >&2
}

# The module's own jar and its libraries, in a stable order: an AOT cache holds only for the very same class path.
build_classpath() { # $1: a module's target folder
    build_path=
    for build_jar in "$1"/tidewaiter-*.jar "$1"/lib/*.jar; do
        build_path=$build_path:$build_jar
    done
    printf '%s\n' "${build_path#:}"
}

# A failed training costs start-up time and nothing else, so it is told and not fatal.
build_train() { # $1: name, $2: main class
    IFS= read -r build_path <"$home/dist/target/$1.classpath"
    if ! "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$home/dist/target/$1.aot" -XX:+UseSerialGC -XX:-UsePerfData \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dtidewaiter.home="$home" \
        -cp "$build_path" "$2" train >>"$home/dist/target/build.log" 2>&1; then
        echo "tidewaiter: the start-up cache of '$1' could not be made (see $home/dist/target/build.log); it runs without." >&2
        rm -f "$home/dist/target/$1.aot"
    fi
}
