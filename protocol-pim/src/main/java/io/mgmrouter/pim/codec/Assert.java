package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.*;
import java.util.*;

public record Assert(IpPrefix group, IpAddress source, boolean rpt, long preference, long metric)
        implements PimMessage {}
