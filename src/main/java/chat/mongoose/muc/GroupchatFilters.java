package chat.mongoose.muc;

import chat.mongoose.stanza.Message;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** All filters of the application, in the order of their priorities. */
@ApplicationScoped
public class GroupchatFilters implements UnaryOperator<Message> {

  private final List<GroupchatFilter> filters;

  /** For the container's proxy. */
  GroupchatFilters() {
    this(List.of());
  }

  GroupchatFilters(List<GroupchatFilter> ordered) {
    this.filters = List.copyOf(ordered);
  }

  @Inject
  GroupchatFilters(@Any Instance<GroupchatFilter> found) {
    this(
        found
            .handlesStream()
            .sorted(Comparator.comparingInt(handle -> priority(handle.getBean().getBeanClass())))
            .<GroupchatFilter>map(Instance.Handle::get)
            .toList());
  }

  @Override
  public Message apply(Message message) {
    var passed = message;
    for (GroupchatFilter filter : filters) {
      passed = filter.pass(passed);
    }
    return passed;
  }

  private static int priority(Class<?> filter) {
    var priority = filter.getAnnotation(Priority.class);
    if (priority == null) {
      throw new IllegalStateException(filter + " needs a @Priority among the filters.");
    }
    return priority.value();
  }
}
