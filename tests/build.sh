# To be sourced, in the source tree's root: builds the programs of this folder where sources have changed, and sets class_path.

./sextant --version >/dev/null
if [ ! -f tests/target/classpath.txt ] || [ target/sextant/stamp -nt tests/target/classpath.txt ] ||
    [ -n "$(find tests/pom.xml tests/src/main -newer tests/target/classpath.txt -print -quit)" ]; then
    echo "tests: building ..." >&2
    # shellcheck disable=SC2086 -- several options in one variable
    ./mvnw -B -q -Dmaven.test.skip=true ${SEXTANT_MAVEN_OPTS:-} package >target/sextant/tests.log 2>&1 </dev/null || {
        tail -n 30 target/sextant/tests.log >&2
        echo "tests: the build failed; all of its log is in target/sextant/tests.log" >&2
        exit 1
    }
fi
class_path="tests/target/sextant-tests.jar:$(cat tests/target/classpath.txt)"
