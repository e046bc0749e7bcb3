package io.sextant.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/** The files of a toolchain as they are shipped, named by the path that they get once unpacked. */
interface Bundle extends AutoCloseable {
    String version();

    /** Size in bytes by relative path; what lies under {@code bin/} is executable. */
    SortedMap<String, Long> files();

    InputStream open(String path) throws IOException;

    @Override
    void close() throws IOException;
}
