package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.*;
import java.util.*;

public record JoinPrune(IpAddress upstreamNeighbor, int holdtime, List<GroupEntry> groups) implements PimMessage {}
