package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.codec.SourceEntry;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is joined or pruned, as cases write it: {@code (*,G)}, {@code (*,G)@RP}, {@code (S,G)} or {@code (S,G,rpt)}.
 *
 * @param group which group
 * @param entry of the message
 */
record Element(IpAddress group, SourceEntry entry) {

    private static final Pattern FORM = Pattern.compile("\\(([^,]+),([^,)]+)(,rpt)?\\)(?:@(.+))?");

    /**
     * @param rpOf the RP of a (*,G) that names none
     */
    static Element of(String text, UnaryOperator<IpAddress> rpOf) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text + " is neither (*,G), (S,G) nor (S,G,rpt)");
        }
        IpAddress group = IpAddress.parse(form.group(2));
        boolean wildcard = form.group(1).equals("*");
        if (!wildcard) {
            return new Element(group, new SourceEntry(IpAddress.parse(form.group(1)), false, form.group(3) != null));
        }
        IpAddress rp = form.group(4) == null ? rpOf.apply(group) : IpAddress.parse(form.group(4));
        return new Element(group, new SourceEntry(rp, true, true));
    }

    SourceGroup pair() {
        return SourceGroup.of(entry.wildcard() ? IpAddress.unspecified(group.family()) : entry.address(), group);
    }

    @Override
    public String toString() {
        if (entry.wildcard()) {
            return "(*," + group + ")@" + entry.address();
        }
        return "(" + entry.address() + "," + group + (entry.rpt() ? ",rpt)" : ")");
    }
}
