package chat.mongoose.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * A response whose content is kept until it is whole. As long as that is, all of it can be taken
 * back.
 */
final class HeldAnswer extends HttpServletResponseWrapper {

  private final HttpServletResponse response;
  private final Content content = new Content();
  private PrintWriter writer;

  HeldAnswer(HttpServletResponse response) {
    super(response);
    this.response = response;
  }

  /** Answers the request that is being dispatched. */
  void send(HttpServletRequest request) throws IOException {
    Answer.send(request, response, whole());
  }

  /** What has been written so far; its length is told to the client. */
  byte[] whole() {
    flushBuffer();
    var whole = content.octets.toByteArray();
    if (whole.length > 0) {
      response.setContentLength(whole.length);
    }
    return whole;
  }

  /** The response that it is sent by. */
  HttpServletResponse below() {
    return response;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return content;
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null) {
      var charset = Charset.forName(getCharacterEncoding());
      writer = new PrintWriter(new OutputStreamWriter(content, charset));
    }
    return writer;
  }

  @Override
  public void flushBuffer() {
    if (writer != null) {
      writer.flush();
    }
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public void resetBuffer() {
    flushBuffer();
    content.octets.reset();
  }

  @Override
  public void reset() {
    resetBuffer();
    writer = null;
    super.reset();
  }

  @Override
  public void setBufferSize(int size) {
    // it has all the room that it needs
  }

  @Override
  public void sendError(int status) {
    resetBuffer();
    content.octets.writeBytes(Refusal.of(status).content("/api", response));
  }

  @Override
  public void sendError(int status, String message) {
    sendError(status);
  }

  private static final class Content extends ServletOutputStream {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public void write(int octet) {
      octets.write(octet);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      octets.write(source, offset, length);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    /** Who writes here is never kept waiting. */
    @Override
    public void setWriteListener(WriteListener listener) {
      try {
        listener.onWritePossible();
      } catch (IOException e) {
        listener.onError(e);
      }
    }
  }
}
