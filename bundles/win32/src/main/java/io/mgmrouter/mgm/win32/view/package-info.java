/**
 * The functions of {@link io.mgmrouter.mgm.win32.Win32Mgm}, on the calls of {@code io.mgmrouter.mgm} alone. No OSGi:
 * how a client reaches the manager is the {@link io.mgmrouter.mgm.win32.view.Registrar}'s business.
 */
package io.mgmrouter.mgm.win32.view;
