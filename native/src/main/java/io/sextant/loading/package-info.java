/** Native code in this process: shared objects opened by JavaCPP, and their functions called through libffi. Knows nothing of Sextant. */
package io.sextant.loading;
