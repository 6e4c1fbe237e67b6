package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.LivenessCheck;
import java.util.ArrayList;
import java.util.List;

/** Says that neighbours are dead when the test says so. */
final class FakeLiveness implements LivenessCheck {

    private final List<Watched> watches = new ArrayList<>();

    private record Watched(IpAddress own, IpAddress neighbor, Runnable dead) {}

    @Override
    public Watch watch(int interfaceIndex, IpAddress own, IpAddress neighbor, Runnable dead) {
        Watched watched = new Watched(own, neighbor, dead);
        watches.add(watched);
        return () -> watches.remove(watched);
    }

    void dies(String neighbor) {
        List.copyOf(watches).stream()
                .filter(watched -> watched.neighbor.toString().equals(neighbor))
                .forEach(watched -> watched.dead.run());
    }

    List<String> watched() {
        return watches.stream()
                .map(watched -> watched.own + " -> " + watched.neighbor)
                .toList();
    }
}
