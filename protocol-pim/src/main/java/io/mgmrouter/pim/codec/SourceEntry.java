package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.*;
import java.util.*;

public record SourceEntry(IpAddress address, boolean wildcard, boolean rpt) {}
