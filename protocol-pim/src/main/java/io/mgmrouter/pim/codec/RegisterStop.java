package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.*;
import java.util.*;

public record RegisterStop(IpPrefix group, IpAddress source) implements PimMessage {}
