/**
 * A page that chats by strophe.js over BOSH, and goes on with the same session after a reload. It is
 * run in the page, behind strophe.js itself, at each load.
 */

window.heard = [];

{
  const { Strophe, $msg, $pres } = window;
  let connection;

  function connect(url, begin) {
    connection = new Strophe.Connection(url, { keepalive: true });
    return new Promise((resolve, reject) => {
      begin((status, condition) => {
        if (status === Strophe.Status.CONNECTED || status === Strophe.Status.ATTACHED) {
          connection.addHandler(hear, null, 'message');
          resolve();
        } else if (status === Strophe.Status.DISCONNECTED || status === Strophe.Status.CONNFAIL) {
          reject(new Error(`no connection: ${status} ${condition}`));
        }
      });
    });
  }

  function hear(message) {
    const body = message.getElementsByTagName('body')[0]?.textContent;
    if (body) {
      window.heard.push(body);
    }
    return true;
  }

  window.logIn = ([url, domain]) =>
    connect(url, (callback) => connection.connect(domain, null, callback));

  window.comeBack = ([url, domain]) =>
    connect(url, (callback) => connection.restore(domain, callback));

  window.join = (occupant) =>
    new Promise((resolve) => {
      connection.addHandler(resolve, null, 'presence', null, null, occupant);
      connection.send($pres({ to: occupant }).c('x', { xmlns: Strophe.NS.MUC }));
    });

  window.say = ([room, body]) =>
    connection.send($msg({ to: room, type: 'groupchat' }).c('body').t(body));
}
