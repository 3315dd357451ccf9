package chat.mongoose.testkit;

import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;

/**
 * Has Arquillian deploy once for all classes that run within the server, and not for each anew,
 * which takes longer than all of their tests: what the first of them deploys, {@link
 * Deployments#mongoose}, holds all of them. It goes with its server.
 */
public final class OneDeployment implements LoadableExtension {

  /** For Arquillian. */
  public OneDeployment() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Keeper.class);
  }

  /** Stands around what Arquillian does for each class; public as it wants it. */
  public static final class Keeper {

    @Inject @ClassScoped private InstanceProducer<DeploymentScenario> current;

    private DeploymentScenario first;
    private boolean deployed;

    /** For Arquillian. */
    public Keeper() {}

    /** Takes the first one. */
    public void generate(@Observes EventContext<GenerateDeployment> event) {
      if (first == null) {
        event.proceed();
        first = current.get();
      } else {
        current.set(first);
      }
    }

    /** Deploys it once. */
    public void deploy(@Observes EventContext<DeployManagedDeployments> event) {
      if (!deployed) {
        deployed = true;
        event.proceed();
      }
    }

    /** Leaves it there. */
    public void undeploy(@Observes EventContext<UnDeployManagedDeployments> event) {}
  }
}
