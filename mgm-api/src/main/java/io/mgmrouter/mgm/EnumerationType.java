package io.mgmrouter.mgm;

/** What a group enumeration lists ({@code MGM_ENUM_TYPES}). */
public enum EnumerationType {
    /** Each group that has at least one membership for a specific source, once, as (*,G) (MGM-101). */
    ANY_SOURCE,
    /** Every (S,G), (*,G) and (*,*) membership of the whole router, each once (MGM-100). */
    ALL_SOURCES
}
