package io.mgmrouter.loop.thread;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopStatistics;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** Gives each bundle that asks a loop of its own, and takes it back with the bundle. */
@Component(service = ControlLoop.class, scope = ServiceScope.BUNDLE)
public final class ControlLoopComponent implements ControlLoop {

    private final OpenLoopsComponent loops;
    private final ThreadedControlLoop loop;

    @Activate
    public ControlLoopComponent(ComponentContext context, @Reference OpenLoopsComponent loops) {
        this.loops = loops;
        this.loop = loops.open(context.getUsingBundle().getSymbolicName());
    }

    @Deactivate
    void deactivate() {
        loops.close(loop);
    }

    @Override
    public String name() {
        return loop.name();
    }

    @Override
    public Tick now() {
        return loop.now();
    }

    @Override
    public void run(Runnable work) {
        loop.run(work);
    }

    @Override
    public boolean offer(Runnable packet) {
        return loop.offer(packet);
    }

    @Override
    public LoopTimer timer(String name, Runnable due) {
        return loop.timer(name, due);
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public LoopStatistics statistics() {
        return loop.statistics();
    }
}
