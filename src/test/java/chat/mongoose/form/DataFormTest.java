package chat.mongoose.form;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.form.DataForm.Field;
import chat.mongoose.xml.Xml;
import org.junit.jupiter.api.Test;

/** XEP-0004 §3: a form as XML and as a value, in both directions. */
class DataFormTest {

  private static final String FORM =
      """
      <x xmlns="jabber:x:data" type="form"><title>Room</title><instructions>Fill in.</instructions>\
      <field var="FORM_TYPE" type="hidden"><value>urn:f</value></field>\
      <field var="name" type="text-single" label="Name"><value>Lobby</value></field>\
      <field var="open" type="boolean" label="Open"><value>1</value></field>\
      <field var="many" type="text-multi"><value>a</value><value>b</value></field></x>""";

  private final DataForm form =
      DataForm.of("form", "urn:f")
          .titled("Room", "Fill in.")
          .plus(
              Field.of("name", "text-single", "Name", "Lobby"),
              Field.of("open", "Open", true),
              Field.of("many", "text-multi", "", "a", "b"));

  @Test
  void aValueBecomesXml() {
    assertThat(form.toElement()).hasToString(FORM);
  }

  @Test
  void xmlBecomesAValue() {
    assertThat(DataForm.of(Xml.parse(FORM))).isEqualTo(form);
  }

  @Test
  void fieldsAreReadByName() {
    assertThat(form.formType()).contains("urn:f");
    assertThat(form.value("name")).contains("Lobby");
    assertThat(form.values("many")).containsExactly("a", "b");
    assertThat(form.flag("open")).contains(true);
    assertThat(form.flag("none")).isEmpty();
  }
}
