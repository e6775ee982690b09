package callflux.codec.realtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What OpenAI's models made of a JSON object that they have read.
final class KnownKeys {
  /// Of the models' methods without parameters, those that lead to no part of the message.
  private static final Set<String> NO_PARTS = Set.of("validate", "toBuilder", "known", "value");

  private KnownKeys() {}

  /// The keys that the models have no field for, anywhere within: a server would refuse them.
  static List<String> unknownIn(Object model) throws ReflectiveOperationException {
    var unknown = new ArrayList<String>();
    collect(model, unknown);
    return unknown;
  }

  private static void collect(@Nullable Object value, List<String> unknown)
      throws ReflectiveOperationException {
    if (value instanceof Optional<?> optional) {
      collect(optional.orElse(null), unknown);
    } else if (value instanceof Collection<?> elements) {
      for (var element : elements) {
        collect(element, unknown);
      }
    } else if (value != null && value.getClass().getName().startsWith("com.openai.models.")) {
      collectWithin(value, unknown);
    }
  }

  private static void collectWithin(Object model, List<String> unknown)
      throws ReflectiveOperationException {
    for (var method : model.getClass().getMethods()) {
      if (method.getName().equals("_additionalProperties")) {
        ((Map<?, ?>) method.invoke(model)).keySet().forEach(key -> unknown.add(key.toString()));
      } else if (leadsToAPart(method)) {
        collect(method.invoke(model), unknown);
      }
    }
  }

  private static boolean leadsToAPart(Method method) {
    var name = method.getName();
    return method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers())
        && !name.startsWith("_")
        && !name.startsWith("as")
        && !NO_PARTS.contains(name)
        && !method.getReturnType().isEnum()
        && method.getDeclaringClass() != Object.class;
  }
}
