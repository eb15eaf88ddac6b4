jsonCallback({
  "drPost": false,
  "drMessage": "",
  "services": [
    {
      "redirectUrl": null,
      "serviceName": "Orchard",
      "events": [
        { "usersAffected": "Some users are affected", "epochStartDate": 1658940000000, "epochEndDate": null, "messageId": "2000001581", "statusType": "Issue", "datePosted": "07/27/2022 10:48 PDT", "startDate": "07/27/2022 09:40 PDT", "endDate": null, "affectedServices": null, "eventStatus": "ongoing", "message": "Fruit falls." }
      ]
    },
    {
      "redirectUrl": null,
      "serviceName": "Press ",
      "events": [
        { "usersAffected": "Some users are affected", "epochStartDate": 1658940000000, "epochEndDate": null, "messageId": "2000001581", "statusType": "Issue", "eventStatus": "ongoing", "message": "Fruit falls." },
        { "usersAffected": "All users were affected", "epochStartDate": 1658868480000, "epochEndDate": 1658881620000, "messageId": "2000001579", "statusType": "Outage", "eventStatus": "resolved", "message": "The press stood still." }
      ]
    },
    { "redirectUrl": null, "serviceName": "Cellar", "events": [] }
  ]
}
);