package chat.mongoose.rest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A row of the audit log: somebody has looked into the archive. Written once, never changed. */
@Entity
@Table(name = "audit_entry")
class AuditEntry {

  @Id private String id;

  /** Microseconds since 1970. */
  private long at;

  private String who;

  @Column(name = "remote_address")
  private String remoteAddress;

  private String asked;

  private int records;

  /** For JPA. */
  protected AuditEntry() {}

  AuditEntry(Instant at, String who, String remoteAddress, String asked, int records) {
    this.id = UUID.randomUUID().toString();
    this.at = ChronoUnit.MICROS.between(Instant.EPOCH, at);
    this.who = who;
    this.remoteAddress = remoteAddress;
    this.asked = asked;
    this.records = records;
  }
}
