package io.mgmrouter.lab;

/** A LAN with any number of stations: a namespace that holds nothing but a switch, which passes on all multicast. */
public final class Segment implements AutoCloseable {

    private final Namespace namespace;
    private int ports;

    private Segment(Namespace namespace) {
        this.namespace = namespace;
    }

    /** @param name name of the namespace to make */
    public static Segment create(String name) {
        Namespace namespace = Namespace.create(name);
        // With snooping the switch itself would be an IGMP speaker on the LAN.
        namespace.ip("link add lan up type bridge mcast_snooping 0");
        return new Segment(namespace);
    }

    /** Plugs an interface into the switch. */
    public Cable plug(Cable.End station) {
        String port = "port" + ++ports;
        Cable cable = Cable.connect(station, new Cable.End(namespace, port));
        namespace.ip("link set " + port + " master lan");
        return cable;
    }

    @Override
    public void close() {
        namespace.close();
    }
}
