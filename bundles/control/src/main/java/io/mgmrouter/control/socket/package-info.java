/**
 * The Unix socket that {@code mgmctl} talks to.
 *
 * <p>The protocol: the client sends one line of UTF-8, the words of a command; the answer's first line is {@code OK} or
 * {@code ERROR} and a sentence, then comes the text, until the connection ends. {@code --json} anywhere among the words
 * asks for JSON. Words with blanks are put in double quotes. The permissions of the socket file are the access control.
 *
 * <p>{@code ControlServer} accepts, one virtual thread per connection; {@code CommandTable} knows the commands that
 * bundles publish; {@code CommandLine} reads a line, {@code TextTable} and {@code JsonTable} write a report.
 * {@code ControlComponent} is the rim.
 */
package io.mgmrouter.control.socket;
