/**
 * The {@code show} commands: what the manager knows, as tables; and {@code explain}: why it is so.
 *
 * <p>Each command is a plain class over a {@code RouterView}, which answers with what is there at the moment: the
 * manager may be absent (then the operator is told so), and without the link service an interface is shown by its
 * index. {@code ShowComponent} is the rim.
 */
package io.mgmrouter.control.show;
