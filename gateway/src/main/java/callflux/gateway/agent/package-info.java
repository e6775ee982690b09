/// Who answers: what a number's caller talks to.
@NullMarked
package callflux.gateway.agent;

import org.jspecify.annotations.NullMarked;
