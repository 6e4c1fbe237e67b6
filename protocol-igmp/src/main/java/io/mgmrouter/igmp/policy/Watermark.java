package io.mgmrouter.igmp.policy;

/**
 * Says once that a table is nearly full, and once that it no longer is. In between a tenth of the mark has to be given
 * back, so that a count that moves around the mark does not speak each time. For one thread.
 */
public final class Watermark {

    private int limit;
    private int percent;
    private boolean above;

    /** What has to be said. */
    public enum Crossing {
        NONE,
        UP,
        DOWN
    }

    /**
     * @param limit what the table may hold
     * @param percent of the limit at which it counts as nearly full, 1 to 100; 0 means that it never does
     */
    public Watermark(int limit, int percent) {
        this.limit = limit;
        this.percent = percent;
    }

    /** Another limit; the next count is judged by it. */
    public void change(int newLimit, int newPercent) {
        limit = newLimit;
        percent = newPercent;
    }

    /** The table holds so much now. */
    public Crossing at(int count) {
        boolean isAbove = percent > 0 && count * 100L >= (long) limit * percent;
        if (isAbove == above || above && count * 1000L > (long) limit * percent * 9) {
            return Crossing.NONE;
        }
        above = isAbove;
        return above ? Crossing.UP : Crossing.DOWN;
    }
}
