package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.*;
import java.util.*;

public record GroupEntry(IpPrefix group, List<SourceEntry> joins, List<SourceEntry> prunes) {}
