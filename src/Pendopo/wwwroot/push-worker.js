// Shows what a centre sends and opens its page. It stands at the root, because a worker serves what lies below it.

self.addEventListener('push', event => {
  if (!event.data) return;
  const { title, body, url, tag, lang } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, data: { url } }));
});

self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
