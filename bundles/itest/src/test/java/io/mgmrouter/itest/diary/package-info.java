/** What a protocol in a bundle writes and the test reads: shared by both. */
package io.mgmrouter.itest.diary;
