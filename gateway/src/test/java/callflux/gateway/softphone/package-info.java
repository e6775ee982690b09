/// Tests of the phone in the browser.
@NullMarked
package callflux.gateway.softphone;

import org.jspecify.annotations.NullMarked;
