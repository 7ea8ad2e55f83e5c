#!/bin/sh
# Runs the fuzz targets one after the other with Jazzer, for so many minutes in all:
#     scripts/fuzz.sh MINUTES [TARGET...]
# Inputs that were worth keeping stay in fuzz/target/corpus, findings in fuzz/target/findings. Exit 1: there are some.
set -eu
home=$(cd "$(dirname "$0")/.." && pwd)
. "$home/scripts/find-jdk.sh"
find_jdk
find_maven
export JAVA_HOME
minutes=${1:?usage: scripts/fuzz.sh MINUTES [TARGET...]}
shift
(cd "$home" && mvn -B -q -T2 -Pfuzz -DskipTests -Dspotless.check.skip=true -Dmdep.analyze.skip=true \
    -pl fuzz -am package)
path=$home/fuzz/target/test-classes
for jar in "$home"/fuzz/target/lib/*.jar; do
    path=$path:$jar
done
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2046 # names without blanks
    set -- $("$JAVA_HOME/bin/java" -cp "$path" io.tidewaiter.fuzz.Seeds)
fi
seconds=$((minutes * 60 / $#))
[ "$seconds" -gt 0 ] || seconds=1
findings=$home/fuzz/target/findings
found=0
for target; do
    corpus=$home/fuzz/target/corpus/$target
    mkdir -p "$corpus" "$findings/$target"
    "$JAVA_HOME/bin/java" "-Dtidewaiter.root=$home" -cp "$path" io.tidewaiter.fuzz.Seeds "$target" "$corpus"
    echo "fuzz: $target, $seconds s"
    log=$home/fuzz/target/fuzz-$target.log
    if ! nice -n 19 "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
        "-Dtidewaiter.root=$home" "-Dtidewaiter.fuzz=$target" -cp "$path" com.code_intelligence.jazzer.Jazzer \
        --target_class=io.tidewaiter.fuzz.Fuzz '--instrumentation_includes=io.tidewaiter.**' \
        '--instrumentation_excludes=io.tidewaiter.fuzz.**' '--custom_hook_includes=io.tidewaiter.**' \
        -max_total_time="$seconds" -max_len=307200 -timeout=20 -rss_limit_mb=3000 \
        "-artifact_prefix=$findings/$target/" "--reproducer_path=$findings/$target" "$corpus" >"$log" 2>&1; then
        found=1
        grep -m 3 -E '^== |ERROR:|^Caused by' "$log" || tail -n 5 "$log"
    fi
    grep -E '^(stat::|Done |#[0-9]+.*(DONE|pulse))' "$log" | tail -n 1
done
exit "$found"
