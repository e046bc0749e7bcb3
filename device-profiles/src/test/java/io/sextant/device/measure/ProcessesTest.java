package io.sextant.device.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.device.run.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessesTest {
    private static final List<Sample> DISTURBED = List.of(new Sample(10, 11, 0), new Sample(12, 50, 30), new Sample(11, 40, 20));

    @Test
    void wallTimesOfAWaitingWorkerAreLeftOut() {
        assertArrayEquals(new double[] {11}, Processes.medians(List.of(DISTURBED), Clock.WALL));
    }

    @Test
    void threadCpuTimesAreAllKept() {
        assertArrayEquals(new double[] {11}, Processes.medians(List.of(DISTURBED), Clock.THREAD_CPU));
        List<Sample> waiting = List.of(new Sample(10, 1, 1), new Sample(11, 1, 1));
        assertArrayEquals(new double[] {10.5}, Processes.medians(List.of(waiting), Clock.THREAD_CPU));
    }

    @Test
    void ifAllWaitedAllAreKept() {
        assertArrayEquals(new double[] {45}, Processes.medians(List.of(DISTURBED.subList(1, 3)), Clock.WALL));
    }

    @Test
    void waitShareIsOfTheElapsedTime() {
        assertEquals(50.0 / 101, Processes.waitShare(List.of(DISTURBED)), 1e-12);
        assertEquals(0, Processes.waitShare(List.of()));
    }
}
