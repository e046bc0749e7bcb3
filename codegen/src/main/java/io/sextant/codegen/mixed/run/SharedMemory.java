package io.sextant.codegen.mixed.run;

import io.sextant.codegen.c.run.NativeNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Where the values lie that parts hand to each other. Made by a compiled network, a value stays where that puts it. Of others the home is
 * the input of the compiled network that alone takes it, so that nothing is copied, else a buffer of its own.
 */
final class SharedMemory implements AutoCloseable {
    private static final int PATTERN = 0xff;

    private final MixedFile file;
    private final Map<Integer, NativeNetwork> networks;
    private final List<BytePointer> homes = new ArrayList<>();
    private final List<BytePointer> own = new ArrayList<>();

    /** @param networks by number of the part */
    SharedMemory(MixedFile file, Map<Integer, NativeNetwork> networks) {
        this.file = file;
        this.networks = new TreeMap<>(networks);
        for (int value = 0; value < file.values().size(); value++) {
            homes.add(home(value));
        }
    }

    private BytePointer home(int value) {
        long bytes = file.values().get(value).bytes();
        Optional<BytePointer> made = made(value);
        if (made.isPresent()) {
            return made.get().limit(bytes);
        }
        List<Integer> takers = new ArrayList<>();
        for (int part = 0; part < file.parts().size(); part++) {
            if (file.parts().get(part).inputs().contains(value)) {
                takers.add(part);
            }
        }
        if (takers.size() == 1 && networks.containsKey(takers.get(0)) && !file.outputs().contains(value)) {
            return input(takers.get(0), file.parts().get(takers.get(0)).inputs().indexOf(value)).limit(bytes);
        }
        BytePointer buffer = new BytePointer(bytes);
        own.add(buffer);
        return buffer;
    }

    private Optional<BytePointer> made(int value) {
        for (Map.Entry<Integer, NativeNetwork> network : networks.entrySet()) {
            int port = file.parts().get(network.getKey()).outputs().indexOf(value);
            if (port >= 0) {
                return Optional.of(network.getValue().at(network.getValue().outputs().get(port)));
            }
        }
        return Optional.empty();
    }

    private BytePointer input(int part, int port) {
        NativeNetwork network = networks.get(part);
        return network.at(network.inputs().get(port));
    }

    /** Its first byte, and its last at the limit. */
    BytePointer of(int value) {
        return homes.get(value);
    }

    /** What has to be copied before a compiled network runs. */
    record Copy(Pointer to, Pointer from, long bytes) {
        void run() {
            Pointer.memcpy(to, from, bytes);
        }
    }

    List<Copy> copiesFor(int part) {
        List<Copy> copies = new ArrayList<>();
        List<Integer> inputs = file.parts().get(part).inputs();
        for (int port = 0; port < inputs.size(); port++) {
            BytePointer to = input(part, port);
            if (to.address() != of(inputs.get(port)).address()) {
                copies.add(new Copy(to, of(inputs.get(port)), file.values().get(inputs.get(port)).bytes()));
            }
        }
        return copies;
    }

    /** Fills all memory with what is no number: what is read before it is written shows in the results. */
    void poison() {
        networks.values().forEach(NativeNetwork::poison);
        own.forEach(buffer -> Pointer.memset(buffer, PATTERN, buffer.capacity()));
    }

    /** @throws IllegalStateException if a compiled network wrote outside of its arena since {@link #poison} */
    void requireGuards() {
        networks.values().forEach(NativeNetwork::requireGuards);
    }

    @Override
    public void close() {
        networks.values().forEach(NativeNetwork::close);
        own.forEach(BytePointer::deallocate);
    }
}
