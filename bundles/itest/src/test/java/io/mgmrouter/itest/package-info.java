/** What only a real framework can show: bundles arriving and leaving. */
package io.mgmrouter.itest;
