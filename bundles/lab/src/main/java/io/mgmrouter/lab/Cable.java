package io.mgmrouter.lab;

/** A veth pair: two interfaces, each in a namespace; what goes in at one end comes out at the other. */
public final class Cable implements AutoCloseable {

    private final End left;
    private final End right;

    private Cable(End left, End right) {
        this.left = left;
        this.right = right;
    }

    /** One end of a cable: an interface of a namespace, without an address so far. */
    public record End(Namespace namespace, String name) {

        /** Gives the interface an address: {@code 10.1.0.1/16}. */
        public void address(String prefix) {
            namespace.ip("addr add " + prefix + " dev " + name);
        }

        public void up() {
            namespace.ip("link set " + name + " up");
        }

        public void down() {
            namespace.ip("link set " + name + " down");
        }
    }

    /**
     * Plugs in a cable; both ends are up.
     *
     * @throws LabException if one of the names is taken, or the kernel has no veth
     */
    public static Cable connect(End left, End right) {
        try {
            left.namespace()
                    .ip("link add %s up type veth peer name %s netns %s"
                            .formatted(
                                    left.name(), right.name(), right.namespace().name()));
        } catch (LabException e) {
            throw e.getMessage().contains("Unknown device type")
                    ? new LabException("this kernel has no virtual cables; load them with 'modprobe veth'", e)
                    : e;
        }
        right.up();
        return new Cable(left, right);
    }

    public End left() {
        return left;
    }

    public End right() {
        return right;
    }

    /** Pulls the cable out: both interfaces are gone. */
    @Override
    public void close() {
        left.namespace().ip("link del " + left.name());
    }
}
